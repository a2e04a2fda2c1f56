-- CreateTable
CREATE TABLE "erased_messages" (
    "hash" BYTEA NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "erased_messages_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "executions_flow_version_id_started_at_idx" ON "executions"("flow_version_id", "started_at");

-- Failed executions are few among the ended ones, and the ones that people look for.
CREATE INDEX "executions_failed_idx" ON "executions" ("id") WHERE "status" = 'failed';
