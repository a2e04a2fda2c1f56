-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "mark_read" TEXT NOT NULL DEFAULT 'never',
ADD COLUMN     "typing" BOOLEAN NOT NULL DEFAULT false;
