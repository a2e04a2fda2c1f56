-- Unlogged, which Prisma can not say: losing the counters in a crash costs nothing, and each attempt writes.
CREATE UNLOGGED TABLE "sign_in_attempts" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_attempts_pkey" PRIMARY KEY ("key")
);
