-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A proposal adds a day on a topic to the next plan, or takes a day away that was taken over from this
-- year's: the capacity brings more elsewhere. The item keeps its id in every version of the plan, so
-- the id says which day it is; a day that goes has no topic.

alter table proposal add kind text not null default 'add' check (kind in ('add', 'drop')), add drops_item_id uuid,
  alter competence_id drop not null,
  add constraint proposal_says_what check ((kind = 'add') = (competence_id is not null) and (kind = 'drop') = (drops_item_id is not null)),
  add constraint proposal_drops_its_item check (kind = 'add' or plan_item_id is null or plan_item_id = drops_item_id);
create unique index proposal_drops_once on proposal (district_id, run_id, plan_id, drops_item_id) where kind = 'drop';
