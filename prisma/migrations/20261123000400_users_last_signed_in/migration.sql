ALTER TABLE "users" ADD COLUMN "last_signed_in_at" TIMESTAMPTZ(3);
