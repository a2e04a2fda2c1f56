-- A contact's executions in the order in which they began: their ids are drawn in advance, by each process for itself. It takes the place
-- of the one by id, so that writing an execution costs what it did.
CREATE INDEX "executions_contact_id_started_at_id_idx" ON "executions"("contact_id", "started_at", "id");
DROP INDEX "executions_contact_id_id_idx";
