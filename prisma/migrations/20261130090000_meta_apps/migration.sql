-- Meta apps whose secrets are set in the console; each has its own webhook address, /webhook/whatsapp/{app_id}.
CREATE TABLE "meta_apps" (
    "id" SERIAL NOT NULL,
    "app_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "app_secret_encrypted" TEXT NOT NULL,
    "verify_token_encrypted" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "meta_apps_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "meta_apps_app_id_key" ON "meta_apps"("app_id");

-- Null: the environment's app, as all channels of before.
ALTER TABLE "channels" ADD COLUMN "meta_app_id" INTEGER;
ALTER TABLE "channels" ADD CONSTRAINT "channels_meta_app_id_fkey" FOREIGN KEY ("meta_app_id") REFERENCES "meta_apps"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
