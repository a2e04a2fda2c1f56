-- AlterTable
ALTER TABLE "users" ADD COLUMN "oidc_issuer" TEXT,
ADD COLUMN "oidc_subject" TEXT,
ADD COLUMN "sessions_from" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "users_oidc_issuer_oidc_subject_key" ON "users"("oidc_issuer", "oidc_subject");

-- AlterTable
ALTER TABLE "api_tokens" ADD COLUMN "created_by" TEXT;

-- CreateTable
CREATE TABLE "environment_tokens" (
    "name" TEXT NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "environment_tokens_pkey" PRIMARY KEY ("name")
);
