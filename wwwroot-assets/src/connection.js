// The lost-connection strip: Blazor sets its class, these buttons act. Nothing is reloaded by itself, so what was typed stays to be copied.
document.addEventListener("click", async (event) => {
  if (event.target.closest?.("[data-reload]")) location.reload();
  if (!event.target.closest?.("[data-reconnect]")) return;
  const strip = document.getElementById("components-reconnect-modal");
  strip.className = "components-reconnect-show";
  try {
    const joined = await Blazor.reconnect();
    strip.className = joined ? "components-reconnect-hide" : "components-reconnect-rejected";
  } catch {
    strip.className = "components-reconnect-failed";
  }
});
