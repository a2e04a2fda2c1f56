-- What an organisation knows of a contact besides their fields: labels, language, consent. Additive, with constant defaults, so that no
-- table is rewritten and the version before goes on as it did.
ALTER TABLE "contacts"
    ADD COLUMN "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    ADD COLUMN "language" TEXT,
    ADD COLUMN "consent" TEXT,
    ADD COLUMN "consent_at" TIMESTAMPTZ(3),
    ADD COLUMN "name_is_given" BOOLEAN NOT NULL DEFAULT false;
