import { defineConfig } from "prisma/config";

// For the stock Prisma commands; Siga's own are db:migrate and db:migrate:new. A pooler can not migrate, hence DIRECT_URL before DATABASE_URL.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.MIGRATION_DATABASE_URL ?? process.env.DIRECT_URL ?? process.env.DATABASE_URL ?? "" },
});
