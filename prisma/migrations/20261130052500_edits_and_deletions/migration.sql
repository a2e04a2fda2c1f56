-- AlterTable: two nullable columns, so no row is written anew.
ALTER TABLE "messages" ADD COLUMN     "deleted_at" TIMESTAMPTZ(3),
ADD COLUMN     "edited_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "early_changes" (
    "channel_id" INTEGER NOT NULL,
    "wamid" TEXT NOT NULL,
    "contact_id" BIGINT NOT NULL,
    "message" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "early_changes_pkey" PRIMARY KEY ("channel_id","wamid")
);

-- CreateIndex
CREATE INDEX "early_changes_contact_id_idx" ON "early_changes"("contact_id");

-- CreateIndex
CREATE INDEX "early_changes_at_idx" ON "early_changes"("at");

-- AddForeignKey
ALTER TABLE "early_changes" ADD CONSTRAINT "early_changes_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
