/**
 * For web and worker, also in their images (Dockerfile). V8 lets the space for young objects grow far under load and keeps it: half a
 * gigabyte for two small services. With 16 MB they stay under 500 MB together, for about a tenth of the throughput.
 */
export const SERVICE_FLAGS = ["--max-semi-space-size=16"];
