-- In which other flow's frame a visit happened, see the model. Nullable and without a default: nothing is rewritten, and the release
-- before writes its rows without.
ALTER TABLE "execution_log" ADD COLUMN "flow_version_id" integer, ADD COLUMN "frame" integer;
-- Whether a flow ever ran within another one: of those visits only.
CREATE INDEX "execution_log_flow_version_id_idx" ON "execution_log" ("flow_version_id") WHERE "flow_version_id" IS NOT NULL;
