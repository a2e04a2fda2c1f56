-- One row a kind of outcome, about fifteen in all, however often anybody knocks.
CREATE TABLE "webhook_outcomes" (
    "outcome" TEXT NOT NULL,
    "count" BIGINT NOT NULL DEFAULT 0,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_outcomes_pkey" PRIMARY KEY ("outcome")
);
