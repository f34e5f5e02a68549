// Outbrain's widget: fills its place in the page with links that look like the page's own.
(async () => {
  for (const place of document.querySelectorAll(".OUTBRAIN")) {
    const names = place.dataset.slots.split(",");
    const query = new URLSearchParams({ contentUrl: location.href, widgetJSId: place.dataset.widgetId, idx: 0, slots: names.join(",") });
    const { documents } = await (await fetch(`https://mv.outbrain.com/Multivac/api/get?${query}`, { credentials: "include" })).json();
    place.innerHTML = '<div class="ob-widget ob-grid-layout AR_1"><div class="ob-widget-header">Sponsored content <a href="https://www.outbrain.com/what-is/" rel="nofollow">Recommended by Outbrain</a></div><ul class="ob-widget-items-container"></ul></div>';
    documents.doc.forEach((item, i) => {
      const card = document.createElement("li");
      card.className = `ob-dynamic-rec-container ob-recIdx-${i} ob-p`;
      card.dataset.place = names[i];
      card.style.cssText = "display:block;width:300px;margin:8px";
      const link = document.createElement("a");
      Object.assign(link, { className: "ob-dynamic-rec-link", href: item.url, target: "_blank", rel: "nofollow noopener sponsored" });
      link.setAttribute("data-redirect", item.orig_url);
      link.innerHTML = `<span class="ob-rec-image-container"><img class="ob-rec-image" src="${item.thumbnail.url}" width="300" height="170" alt=""></span><span class="ob-rec-text"></span><span class="ob-rec-source"></span>`;
      link.querySelector(".ob-rec-text").textContent = item.content;
      link.querySelector(".ob-rec-source").textContent = item.source_name;
      card.append(link);
      place.querySelector("ul").append(card);
    });
  }
})();
