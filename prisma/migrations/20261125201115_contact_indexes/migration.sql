-- Everything of a contact, when it is merged, erased or exported, and for the cascades of its foreign keys: without these
-- each of them reads whole tables, and a merge happens while Meta waits for its 200.
CREATE INDEX "mailbox_contact_id_id_idx" ON "mailbox"("contact_id", "id");
CREATE INDEX "scheduled_actions_contact_id_idx" ON "scheduled_actions"("contact_id");
CREATE INDEX "ai_calls_contact_id_idx" ON "ai_calls"("contact_id");

-- In its place: no statement and no foreign key finds entries by their execution, and each entry paid for it.
DROP INDEX "mailbox_execution_idx";

-- Made anew because of two indexes that look equally good the planner takes the younger one: in a backlog, when all is
-- unprocessed, that must be the index which stays small, or a plan that is kept would later read whole histories.
DROP INDEX "mailbox_unprocessed_idx";
CREATE INDEX "mailbox_unprocessed_idx" ON "mailbox" ("contact_id", "id") WHERE "processed_at" IS NULL;
