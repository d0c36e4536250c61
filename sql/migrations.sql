-- The list of migrations that a database has seen; made before the first of them.
create table if not exists schema_migration (
  number integer primary key, name text not null,
  digest text not null,                                -- sha256 of the text, hex: a changed migration is refused
  applied_at timestamptz not null default now()
);
