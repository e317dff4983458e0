// A text box that offers what could be written next: tells the server text and caret, and gives it the keys of the open list.
const pauseMs = 150;

export function attachCompletion(box, server) {
  let timer = 0;
  let told = null;
  const tell = (asked) => {
    clearTimeout(timer);
    const now = [box.value, box.selectionStart, asked];
    if (!asked && told && told[0] === now[0] && told[1] === now[1]) return;
    told = now;
    server.invokeMethodAsync("MovedAsync", ...now);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => tell(false), pauseMs);
  };
  const isOpen = () => box.dataset.open === "true";
  const onKey = (e) => {
    if (e.key === " " && e.ctrlKey) {
      e.preventDefault();
      tell(true);
      return;
    }
    if (!isOpen() || e.ctrlKey || e.altKey || e.metaKey || (e.key === "Tab" && e.shiftKey)) return;
    if (["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(e.key)) {
      e.preventDefault();
      e.stopPropagation();
      clearTimeout(timer);
      told = [box.value, box.selectionStart, false];
      server.invokeMethodAsync("KeyAsync", e.key, box.value, box.selectionStart);
    }
  };
  const onCaret = (e) => {
    if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(e.key) || e.type === "click") later();
  };
  const onBlur = () => {
    tell(false);
    server.invokeMethodAsync("Left");
  };
  box.addEventListener("input", later);
  box.addEventListener("keydown", onKey);
  box.addEventListener("keyup", onCaret);
  box.addEventListener("click", onCaret);
  box.addEventListener("blur", onBlur);
  return {
    // Puts a text into the box, as a choice from the list or a step back does.
    set(text, caret) {
      clearTimeout(timer);
      box.value = text;
      if (caret >= 0) {
        box.focus();
        box.setSelectionRange(caret, caret);
      }
      told = [text, box.selectionStart, false];
    },
    select(start, end) {
      box.focus();
      box.setSelectionRange(start, end);
    },
    dispose() {
      clearTimeout(timer);
      box.removeEventListener("input", later);
      box.removeEventListener("keydown", onKey);
      box.removeEventListener("keyup", onCaret);
      box.removeEventListener("click", onCaret);
      box.removeEventListener("blur", onBlur);
    },
  };
}
