-- Whose words a test holds that was kept of a real conversation: it is erased with them. Found by contact when one is erased.
ALTER TABLE "flow_tests" ADD COLUMN "contact_id" BIGINT;
CREATE INDEX "flow_tests_contact_id_idx" ON "flow_tests"("contact_id");
ALTER TABLE "flow_tests" ADD CONSTRAINT "flow_tests_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
