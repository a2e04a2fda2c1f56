-- AlterTable
ALTER TABLE "execution_log" ADD COLUMN     "started_by" JSONB;
