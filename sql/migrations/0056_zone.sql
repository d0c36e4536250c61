-- The district's time zone, for the day on which something happened: a statement works in UTC, whose day is
-- yesterday for three hours of each night in Moscow. Asked for once in a statement: (select auth.zone()).
create function auth.zone() returns text language plpgsql stable security definer
set search_path = public, pg_temp as $$
begin
  return coalesce((select timezone from district where district_id = auth.district()), 'UTC');
end $$;
alter function auth.zone() owner to metodden_guard;
revoke all on function auth.zone() from public;
grant execute on function auth.zone() to metodden_app;
