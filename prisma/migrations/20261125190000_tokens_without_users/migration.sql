-- No way to make a token gave it a user. One that somebody bound by hand must not do more, or live longer, than it was meant to.
UPDATE "api_tokens" SET "revoked_at" = coalesce("revoked_at", now()) WHERE "user_id" IS NOT NULL;
ALTER TABLE "api_tokens" DROP CONSTRAINT "api_tokens_user_id_fkey";
ALTER TABLE "api_tokens" DROP COLUMN "user_id";
