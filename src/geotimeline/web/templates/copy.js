for (const button of document.querySelectorAll("[data-copy]")) {
  const address = document.getElementById(button.dataset.copy);
  const told = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address.href);
      told.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(address);
      told.textContent = "Selected: copy it with Ctrl+C";
    }
    setTimeout(() => { told.textContent = ""; }, 4000);
  });
}
