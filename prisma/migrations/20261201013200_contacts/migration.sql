-- What contacts may be described by, whether they may be written to, and lists of them that come as files. Additive: the version before
-- knows nothing of it.
CREATE TABLE "contact_fields" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "choices" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_fields_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "contact_fields_key_key" ON "contact_fields"("key");

ALTER TABLE "contacts" ADD COLUMN "is_silenced" BOOLEAN NOT NULL DEFAULT false;
-- Who had opted out before there was such a column, and has written nothing since.
UPDATE "contacts" SET "is_silenced" = true WHERE "consent" = 'opted_out' AND coalesce("last_inbound_at" <= "consent_at", true);
-- Lists are narrowed by these. None of the columns is what a message writes, so that one costs no more than before.
CREATE INDEX "contacts_labels_idx" ON "contacts" USING gin ("labels");
CREATE INDEX "contacts_fields_idx" ON "contacts" USING gin ("fields" jsonb_path_ops);
-- Partial, by hand: nearly nobody has said anything.
CREATE INDEX "contacts_consent_idx" ON "contacts" ("consent", "id") WHERE "consent" IS NOT NULL;
CREATE INDEX "contacts_language_idx" ON "contacts" (lower("language") text_pattern_ops, "id") WHERE "language" IS NOT NULL;

ALTER TABLE "channels"
    ADD COLUMN "opt_out_words" TEXT[] DEFAULT ARRAY[]::TEXT[],
    ADD COLUMN "opt_in_words" TEXT[] DEFAULT ARRAY[]::TEXT[],
    ADD COLUMN "opt_out_reply" TEXT,
    ADD COLUMN "opt_in_reply" TEXT;

CREATE TABLE "contact_imports" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "filename" TEXT,
    "size" INTEGER NOT NULL DEFAULT 0,
    "delimiter" TEXT NOT NULL DEFAULT ',',
    "columns" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "rows" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'uploading',
    "settings" JSONB,
    "done_rows" INTEGER NOT NULL DEFAULT 0,
    "applied_rows" INTEGER NOT NULL DEFAULT 0,
    "refused_rows" INTEGER NOT NULL DEFAULT 0,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "contact_imports_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "contact_import_chunks" (
    "import_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "contact_import_chunks_pkey" PRIMARY KEY ("import_id", "n"),
    CONSTRAINT "contact_import_chunks_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "contact_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "contact_import_refusals" (
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "cells" TEXT[],
    "wa_id" TEXT,
    "problems" JSONB NOT NULL,

    CONSTRAINT "contact_import_refusals_pkey" PRIMARY KEY ("import_id", "row"),
    CONSTRAINT "contact_import_refusals_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "contact_imports"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- Somebody who is erased is looked for here, too.
CREATE INDEX "contact_import_refusals_wa_id_idx" ON "contact_import_refusals" ("wa_id");
