-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "rescue_flow_id" INTEGER;

-- AlterTable
ALTER TABLE "contacts" ADD COLUMN     "settled_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "executions" ADD COLUMN     "rescues" BIGINT;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_rescue_flow_id_fkey" FOREIGN KEY ("rescue_flow_id") REFERENCES "flows"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Who may be without an answer is looked for among what went wrong: messages that failed, executions that did (which have an index of
-- theirs), and what no flow took. What goes well, which is nearly all, is in none of them and costs nothing for it.
CREATE INDEX "messages_failed_idx" ON "messages" ("id") WHERE "direction" = 'outbound' AND "status" = 'failed';
CREATE INDEX "mailbox_not_taken_idx" ON "mailbox" ("id")
  WHERE "kind" = 'message_received' AND "execution_id" IS NULL AND "processed_at" IS NOT NULL;
