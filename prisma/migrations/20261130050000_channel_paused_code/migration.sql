-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "paused_code" TEXT;
