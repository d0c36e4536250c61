-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The administrator prepares editions too: clauses of a new regulation, which the head of the centre
-- submits and the head of the department enacts (5); versions of rubrics. A draft that nobody needs is
-- taken away with all it holds; what was published stays for good.

alter policy inserts on clause with check ((select auth.has('{centre_head,admin,system}')));
alter policy updates on clause using ((select auth.has('{centre_head,admin,system}'))) with check ((select auth.has('{centre_head,admin,system}')));
alter policy deletes on clause using ((select auth.has('{centre_head,admin,system}')));

create policy deletes on edition for delete to metodden_app using (state = 'draft' and (select auth.has('{centre_head,admin}')));
create policy deletes on competence for delete to metodden_app using ((select auth.has('{centre_head,admin}')));
grant delete on edition, competence to metodden_app;
