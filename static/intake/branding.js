// Settings → Branding: a chosen logo is shown before it is sent.

const MOST = 1024 * 1024;

function show(url) {
  for (const image of document.querySelectorAll("[data-preview-logo]")) {
    image.setAttribute("href", url);
  }
  for (const name of document.querySelectorAll("[data-preview-name]")) name.remove();
}

document.addEventListener("change", (event) => {
  const file = event.target.matches("[data-logo]") && event.target.files[0];
  if (!file || file.size > MOST || !["image/png", "image/jpeg"].includes(file.type)) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => show(reader.result));
  reader.readAsDataURL(file);
});
