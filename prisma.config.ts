import { defineConfig } from "prisma/config";

// For the stock Prisma commands; Siga's own are db:migrate and db:migrate:new. A pooler can not migrate, hence DIRECT_URL first.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DIRECT_URL ?? process.env.DATABASE_URL ?? "" },
});
