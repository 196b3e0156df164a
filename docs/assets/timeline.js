// Copying an event's link and citation. The pages are complete without this.
(() => {
  const copied = async (button, text) => {
    const label = button.textContent;
    const status = button.parentElement.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = status.textContent = "Copied";
      setTimeout(() => { button.textContent = label; status.textContent = ""; }, 2000);
    } catch {
      // No clipboard on file:// and plain http: a selected field to copy from.
      const field = button.parentElement.querySelector("input") || button.parentElement.appendChild(document.createElement("input"));
      field.readOnly = true;
      field.value = text;
      field.setAttribute("aria-label", label);
      field.select();
    }
  };

  const bibtex = ({ title, date, site, id }, address) => {
    const plain = (text) => text.replace(/[\\{}]/g, "").replace(/[&%$#_~^]/g, "\\$&");
    const year = /^\d{4}/.test(date) ? `,\n  date = {${date}}` : "";
    return `@misc{${id},\n  title = {{${plain(title)}}},\n  howpublished = {${plain(site)}},\n  url = {${address}}${year}\n}`;
  };

  const addButtons = (cite) => {
    const link = cite.querySelector("a");
    const address = link.textContent.includes("://") ? link.textContent : link.href;
    link.textContent = address;
    const bar = document.createElement("div");
    bar.className = "tl-buttons";
    const offers = {
      "Copy link": () => address,
      "Copy as text": () => cite.textContent,
      "Copy BibTeX": () => bibtex(cite.dataset, address),
    };
    for (const [label, text] of Object.entries(offers)) {
      const button = bar.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => copied(button, text()));
    }
    bar.appendChild(document.createElement("span")).setAttribute("role", "status");
    cite.before(bar);
  };

  const ready = () => {
    document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
    document.querySelectorAll(".tl-cite").forEach((cite) => cite.previousElementSibling || addButtons(cite));
  };

  // The theme's own signal, which also comes after it has changed pages without loading one.
  window.document$ ? window.document$.subscribe(ready) : ready();
})();
