-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Linking of raters is a rule of the plan: it may be left out like the others.

alter table plan_build drop constraint plan_build_left_out_check;
alter table plan_build add constraint plan_build_left_out_check check (left_out <@ '{linking,coverage,shares}');
