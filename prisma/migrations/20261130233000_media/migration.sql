-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "message_id" BIGINT,
    "meta_id" TEXT,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "store" TEXT,
    "mime_type" TEXT,
    "filename" TEXT,
    "size" BIGINT,
    "sha256" TEXT,
    "said_sha256" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "worker_id" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "uploaded_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media_chunks" (
    "media_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "media_chunks_pkey" PRIMARY KEY ("media_id","n")
);

-- CreateTable
CREATE TABLE "media_uploads" (
    "channel_id" INTEGER NOT NULL,
    "media_id" UUID NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "meta_id" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "uploaded_at" TIMESTAMPTZ(3),
    "error" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "worker_id" TEXT,
    "started_at" TIMESTAMPTZ(3),

    CONSTRAINT "media_uploads_pkey" PRIMARY KEY ("channel_id","media_id")
);

-- CreateTable
CREATE TABLE "removed_blobs" (
    "id" UUID NOT NULL,
    "removed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "removed_blobs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "media_message_id_key" ON "media"("message_id");

-- CreateIndex
CREATE INDEX "media_uploads_media_id_idx" ON "media_uploads"("media_id");

-- Bytes are packed already (JPEG, Opus, MP4, PDF): PostgreSQL would try in vain, and a part could not be read alone.
ALTER TABLE "media_chunks" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

-- What is under way, which is little; the rest of the table only grows.
CREATE INDEX "media_under_way_idx" ON "media" ("created_at") WHERE "status" IN ('pending', 'fetching');
CREATE INDEX "media_uploads_under_way_idx" ON "media_uploads" ("not_before") WHERE "status" IN ('pending', 'uploading');

-- AddForeignKey
ALTER TABLE "media" ADD CONSTRAINT "media_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media_chunks" ADD CONSTRAINT "media_chunks_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media_uploads" ADD CONSTRAINT "media_uploads_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "media_uploads" ADD CONSTRAINT "media_uploads_media_id_fkey" FOREIGN KEY ("media_id") REFERENCES "media"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- However a file goes (erased with its contact, outdated, taken away), its bytes elsewhere are told to go in the same commit.
CREATE FUNCTION siga_note_removed_blob() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO removed_blobs (id) VALUES (OLD.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER media_removed AFTER DELETE ON media FOR EACH ROW WHEN (OLD.store = 's3') EXECUTE FUNCTION siga_note_removed_blob();

-- An answer that is a file is heard once the file is here, or when this moment has passed.
ALTER TABLE "mailbox" ADD COLUMN     "held_until" TIMESTAMPTZ(3);
