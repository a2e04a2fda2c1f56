-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "quotes" TEXT,
ADD COLUMN     "wakes" TEXT;
