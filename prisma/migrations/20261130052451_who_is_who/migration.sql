-- Columns without a default, or with a constant one: nothing is rewritten, the locks are held for moments. It waits for the
-- transactions that are under way, and those for it: better to fail and be started again than to hold up everybody behind a long export.
SET LOCAL lock_timeout = '10s';

-- The country of numbers that people write without one.
ALTER TABLE "channels" ADD COLUMN     "default_country" TEXT;

-- Since when a number is known to be its contact's. Those that are there have it from Meta, nobody knows when; so do those that
-- processes of the release before make, which do not name the column.
ALTER TABLE "contacts" ADD COLUMN     "wa_id_at" TIMESTAMPTZ(3) DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone;

-- What Meta echoes in a message's statuses. Null for what the release before has sent or is sending: it gave the bare id.
ALTER TABLE "messages" ADD COLUMN     "opaque" TEXT;

-- Who was known by which number or user id before. It goes with its contact, so the release before can erase and merge as it does.
CREATE TABLE "contact_former_ids" (
    "channel_id" INTEGER NOT NULL,
    "former_id" TEXT NOT NULL,
    "contact_id" BIGINT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_former_ids_pkey" PRIMARY KEY ("channel_id","former_id","until")
);

CREATE INDEX "contact_former_ids_contact_id_idx" ON "contact_former_ids"("contact_id");

ALTER TABLE "contact_former_ids" ADD CONSTRAINT "contact_former_ids_contact_id_fkey" FOREIGN KEY ("contact_id") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
