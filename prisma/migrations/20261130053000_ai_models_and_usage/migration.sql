-- CreateTable
CREATE TABLE "ai_models" (
    "base" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "adjusted" JSONB NOT NULL,
    "learned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_models_pkey" PRIMARY KEY ("base","model")
);

-- CreateTable
CREATE TABLE "ai_usage" (
    "scope" TEXT NOT NULL,
    "subject" BIGINT NOT NULL,
    "period" TIMESTAMPTZ(3) NOT NULL,
    "units" INTEGER NOT NULL DEFAULT 0,
    "denied" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ai_usage_pkey" PRIMARY KEY ("scope","subject","period")
);

-- CreateIndex
CREATE INDEX "ai_usage_period_idx" ON "ai_usage"("period");
