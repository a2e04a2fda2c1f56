-- When the organisation is there for its contacts: hours, zone and holidays, read by flows. Additive: the version before knows nothing of it.
CREATE TABLE "calendars" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "hours" JSONB NOT NULL,
    "holidays" JSONB NOT NULL DEFAULT '[]',
    "prepared_holidays" TEXT NOT NULL DEFAULT 'brazil',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendars_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "calendars_name_key" ON "calendars"("name");
