-- Calls of other systems that nodes of an execution wait for: one row a node that has been called, so that a second call does nothing.
-- Additive: the version before neither makes nor reads them.
CREATE TABLE "callbacks" (
    "execution_id" BIGINT NOT NULL,
    "node_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "callbacks_pkey" PRIMARY KEY ("execution_id", "node_id")
);
ALTER TABLE "callbacks" ADD CONSTRAINT "callbacks_execution_id_fkey" FOREIGN KEY ("execution_id") REFERENCES "executions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
