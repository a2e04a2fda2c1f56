-- What each condition of a visit came to, see the model. Nullable and without a default: nothing is rewritten, most visits
-- try none and pay a bit for it, and the release before writes its rows without.
ALTER TABLE "execution_log" ADD COLUMN "conditions" jsonb;
