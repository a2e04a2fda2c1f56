-- AlterTable
ALTER TABLE "flows" ADD COLUMN     "draft_edited_by" TEXT NOT NULL DEFAULT '';
