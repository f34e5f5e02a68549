// Taboola's widget: fills its place in the page with links that look like the page's own.
(async () => {
  const [, publisher] = document.currentScript.src.match(/libtrc\/([^/]+)\//);
  const places = [...document.querySelectorAll("[id^=taboola-]")];
  const query = new URLSearchParams({ "app.type": "desktop", "user.session": "init", u: location.href, slots: places.flatMap((place) => place.dataset.slots.split(",")).join(",") });
  const { trc } = await (await fetch(`https://trc.taboola.com/${publisher}/trc/3/json?${query}`, { credentials: "include" })).json();
  for (const place of places) {
    const box = document.createElement("div");
    box.className = "trc_rbox_container";
    box.innerHTML = '<div class="trc_rbox thumbnails-a trc-content-sponsored"><div class="trc_rbox_header">Around the web · <a href="https://popup.taboola.com/en/?template=colorbox">Ads by Taboola</a></div><div class="trc_rbox_div"></div></div>';
    for (const [i, item] of trc.list.entries()) {
      const cube = document.createElement("div");
      cube.className = "videoCube trc_spotlight_item origin-undefined thumbnail_top syndicatedItem textItem videoCube_1_child";
      cube.dataset.itemId = item.id;
      cube.dataset.place = place.dataset.slots.split(",")[i];
      cube.style.cssText = "display:block;width:300px;margin:8px";
      const link = document.createElement("a");
      Object.assign(link, { href: item.url, target: "_blank", rel: "nofollow noopener sponsored", className: "item-thumbnail-href" });
      link.innerHTML = `<div class="thumbBlock_holder"><img class="thumbBlock" src="${item.thumbnail}" width="300" height="170" alt=""></div>
        <div class="video-label-box"><span class="video-label video-title"></span><br><span class="branding"></span></div>`;
      link.querySelector(".video-title").textContent = item.name;
      link.querySelector(".branding").textContent = item.branding;
      cube.append(link);
      box.querySelector(".trc_rbox_div").append(cube);
    }
    place.append(box);
  }
})();
