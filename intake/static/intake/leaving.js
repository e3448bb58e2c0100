// After "Leave quickly" the back button of this tab leads away again, before anything is shown.
// Opening the link or an address anew ends that.

(() => {
  const LEFT = "casehug-left";
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
  document.addEventListener("click", (event) => {
    const leave = event.target.closest("[data-leave]");
    if (!leave) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    document.documentElement.hidden = true;
    try {
      sessionStorage.clear();
      sessionStorage.setItem(LEFT, leave.href);
    } catch {
      // As above.
    }
    window.location.replace(leave.href);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-forget]")) return;
    try {
      sessionStorage.clear();
    } catch {
      // As above.
    }
  });
})();
