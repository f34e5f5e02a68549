// AdSense: puts a frame into each slot element; the frame asks for its own ad.
document.querySelectorAll("ins.adsbygoogle").forEach((slot, i) => {
  const { adClient, adSlot, adFormat } = slot.dataset;
  const [width, height] = adFormat.split("x");
  const host = document.createElement("div");
  host.id = `aswift_${i}_host`;
  host.style.cssText = `border:none;height:${height}px;width:${width}px;position:relative;display:inline-block`;
  const frame = document.createElement("iframe");
  Object.assign(frame, { id: `aswift_${i}`, name: `aswift_${i}`, width, height, scrolling: "no", title: "Advertisement" });
  frame.style.border = "0";
  frame.src = `https://googleads.g.doubleclick.net/pagead/ads?client=${adClient}&output=html&h=${height}&w=${width}&slotname=${adSlot}&adk=2103467&adf=3025194257`
    + `&format=${adFormat}&url=${encodeURIComponent(location.href)}&dt=${Date.now()}&correlator=${Math.floor(Math.random() * 1e12)}`;
  host.append(frame);
  slot.append(host);
  slot.dataset.adStatus = "filled";
});
