// Tests see the same settings on every machine: nothing of the developer's shell, and fixed secrets.
for (const name of Object.keys(process.env)) {
  if (/^(WORKFLOW_|NEXTAUTH_|DATABASE_URL$|DIRECT_URL$|MIGRATION_DATABASE_URL$|PORT$|HOST$)/.test(name)) delete process.env[name];
}
process.env.NEXTAUTH_SECRET = "test-nextauth-secret-0123456789abcdef";
process.env.WORKFLOW_ENCRYPTION_KEY = "07".repeat(32);
// One token makes hundreds of calls at once here.
process.env.WORKFLOW_API_RATE = "0";
process.env.WORKFLOW_LOG_LEVEL = "silent";
