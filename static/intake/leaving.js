// "Leave quickly", or Esc pressed twice. After it the back button of this tab leads away again, before anything is shown.
// Opening the link or an address anew ends that.

(() => {
  const LEFT = "casehug-left";
  const TWICE_WITHIN = 1000;
  function wentBack() {
    return performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  }
  function away() {
    const left = sessionStorage.getItem(LEFT);
    if (!left) return;
    document.documentElement.hidden = true;
    window.location.replace(left);
  }
  try {
    if (wentBack()) away();
    else sessionStorage.removeItem(LEFT);
    window.addEventListener("pageshow", (event) => event.persisted && away());
  } catch {
    // Storage is switched off: leaving still works, the back button stays as it is.
  }
  function leave(target) {
    document.documentElement.hidden = true;
    try {
      sessionStorage.clear();
      sessionStorage.setItem(LEFT, target);
    } catch {
      // As above.
    }
    window.location.replace(target);
  }
  document.addEventListener("click", (event) => {
    const exit = event.target.closest("[data-leave]");
    if (!exit) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leave(exit.href);
  });
  let escaped = Number.NEGATIVE_INFINITY;
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.repeat || event.isComposing) return;
      const again = event.key === "Escape" && event.timeStamp - escaped < TWICE_WITHIN;
      escaped = event.key === "Escape" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (again) leave(document.querySelector("[data-leave]").href);
    },
    true,
  );
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-forget]")) return;
    try {
      sessionStorage.clear();
    } catch {
      // As above.
    }
  });
})();
