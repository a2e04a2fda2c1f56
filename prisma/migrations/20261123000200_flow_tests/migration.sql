-- CreateTable
CREATE TABLE "flow_tests" (
    "id" SERIAL NOT NULL,
    "flow_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "conversation" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "flow_tests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "flow_tests_flow_id_name_key" ON "flow_tests"("flow_id", "name");

-- AddForeignKey
ALTER TABLE "flow_tests" ADD CONSTRAINT "flow_tests_flow_id_fkey" FOREIGN KEY ("flow_id") REFERENCES "flows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

