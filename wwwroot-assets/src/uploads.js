// Files from a drop zone or a file button to the server, one after the other, as the bare body of a request: nothing is held in memory on either side.
const pause = 150;

async function token() {
  const answer = await fetch("/data/uploads/token", { cache: "no-store" });
  return (await answer.json()).token;
}

function send(file, key, state, tell) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    let told = 0;
    state.request = request;
    request.open("POST", "/data/uploads?name=" + encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("RequestVerificationToken", key);
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      const now = performance.now();
      if (now - told < pause) return;
      told = now;
      tell(event.loaded);
    };
    request.onload = () => resolve(request.status < 300 ? { id: request.response?.id } : { message: request.response?.message ?? `The server answered ${request.status}. Try again.` });
    request.onerror = () => resolve({ message: "The connection broke while the file was uploaded. Nothing of it was kept: check the connection and choose the file again." });
    request.onabort = () => resolve({ cancelled: true });
    request.send(file);
  });
}

export function attachUploads(zone, input, dotnet, limitBytes, tooLarge) {
  const state = { queue: [], busy: false, request: null, gone: false };
  const call = (method, ...values) => (state.gone ? Promise.resolve() : dotnet.invokeMethodAsync(method, ...values).catch(() => {}));

  async function work() {
    if (state.busy) return;
    state.busy = true;
    while (state.queue.length > 0 && !state.gone) {
      const file = state.queue.shift();
      await call("Started", file.name, file.size, state.queue.length);
      let result;
      if (file.size > limitBytes) result = { message: `${file.name} ${tooLarge}` };
      else {
        try {
          result = await send(file, await token(), state, (loaded) => call("Progressed", loaded));
        } catch {
          result = { message: "The server can't be reached. Check the connection and choose the file again." };
        }
      }
      state.request = null;
      if (result.id) await call("UploadedAsync", result.id, state.queue.length);
      else if (result.cancelled) await call("Cancelled");
      else await call("Failed", file.name, result.message);
    }
    state.busy = false;
  }

  const add = (files) => {
    state.queue.push(...files);
    work();
  };
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (event) => {
    if (!carriesFiles(event)) return;
    // A file dropped beside the zone must not replace the page.
    event.preventDefault();
    zone.classList.toggle("over", zone.contains(event.target));
  };
  const leave = (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("over");
  };
  const drop = (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    zone.classList.remove("over");
    if (zone.contains(event.target)) add(event.dataTransfer.files);
  };
  const choose = () => {
    add(input.files);
    input.value = "";
  };
  document.addEventListener("dragover", over);
  document.addEventListener("drop", drop);
  zone.addEventListener("dragleave", leave);
  input.addEventListener("change", choose);
  // Chosen by somebody quicker than this script.
  if (input.files.length > 0) choose();

  return {
    cancel() {
      state.queue.length = 0;
      state.request?.abort();
    },
    dispose() {
      state.gone = true;
      this.cancel();
      document.removeEventListener("dragover", over);
      document.removeEventListener("drop", drop);
      zone.removeEventListener("dragleave", leave);
      input.removeEventListener("change", choose);
    },
  };
}
