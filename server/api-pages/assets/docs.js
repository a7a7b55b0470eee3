/**
 * What Swagger UI leaves out: a header of the shop, and names and roles for who hears the page instead of seeing
 * it. It draws with React, so its parts are mended whenever it has drawn.
 */
(() => {
  const header = document.createElement("header");
  header.className = "docs-header";
  header.innerHTML = `
    <a class="docs-home" href="/api/docs"><img src="/api/docs/static/theme/mark.svg" alt=""> 장터 API</a>
    <a href="/api/docs/errors">오류 코드 <span lang="en">· Error codes</span></a>
    <a href="/api/openapi.json">openapi.json</a>`;
  document.body.prepend(header);
  const root = document.getElementById("swagger-ui");

  const mend = {
    // Its icon has no text.
    "button.close-modal": (button) => button.setAttribute("aria-label", "Close"),
    // The label differs from the words on the button.
    ".modal-btn.auth[aria-label]": (button) => button.removeAttribute("aria-label"),
    ".dialog-ux": (dialog) => {
      dialog.setAttribute("role", "dialog");
      dialog.setAttribute("aria-modal", "true");
      dialog.setAttribute("aria-label", "Available authorizations");
    },
    ".information-container": (part) => {
      part.setAttribute("role", "region");
      part.setAttribute("aria-label", "About this API");
    },
    ".scheme-container": (part) => {
      part.setAttribute("role", "region");
      part.setAttribute("aria-label", "Authorization");
    },
    "h3.opblock-tag": (heading) => heading.setAttribute("aria-level", "2"),
    "h4:not(.opblock h4, .modal-ux-content h4)": (heading) => heading.setAttribute("aria-level", "2"),
    ".opblock h4": (heading) => heading.setAttribute("aria-level", "3"),
    ".opblock h5": (heading) => heading.setAttribute("aria-level", "4"),
    ".modal-ux-content h4": (heading) => heading.setAttribute("aria-level", "3"),
    ".modal-ux-header h3": (heading) => heading.setAttribute("aria-level", "2"),
    "select:not([aria-label])": (select) =>
      select.setAttribute(
        "aria-label",
        select.closest("td")?.previousElementSibling?.textContent || "Example",
      ),
    "textarea:not([aria-label])": (text) => text.setAttribute("aria-label", "Request body"),
    "input:not([aria-label]):not([id])": (input) =>
      input.setAttribute("aria-label", input.placeholder || "Value"),
    // A table is no landmark, and all of them have one name.
    ".responses-table[role]": (table) => table.removeAttribute("role"),
    "pre:not([tabindex])": (text) => {
      text.tabIndex = 0;
    },
    // A link inside a button: the button opens the operation already.
    ".opblock-summary-control a[href]": (link) => link.removeAttribute("href"),
    ".opblock-summary-control [tabindex]": (part) => part.removeAttribute("tabindex"),
  };
  // Only what was drawn: to look through the whole document after each change would take longer than to draw.
  const mendAll = (parts) => {
    for (const part of parts)
      for (const [selector, how] of Object.entries(mend)) {
        if (part.matches(selector)) how(part);
        part.querySelectorAll(selector).forEach(how);
      }
  };
  const drawn = (changes) =>
    new Set(changes.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof Element));
  new MutationObserver((changes) => mendAll(drawn(changes))).observe(root, {
    childList: true,
    subtree: true,
  });
})();
