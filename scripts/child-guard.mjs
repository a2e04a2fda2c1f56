// Preloaded into web and worker: when the supervisor is gone (its end of the IPC channel closes, even after a SIGKILL), they end
// too, so that no old process keeps the port or takes jobs.
if (process.channel) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), 12_000).unref();
  });
}
