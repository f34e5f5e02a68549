(string) => {
  // Keeps a choice by the Global Privacy Platform and tells it to whoever asks by message, as IAB Tech Lab's "Consent
  // Management API" v1.1 says.
  localStorage.setItem("IABGPP_HDR_GppString", string);
  const locator = document.createElement("iframe");
  locator.name = "__gppLocator";
  locator.hidden = true;
  document.documentElement.append(locator);
  addEventListener("message", ({ data, source }) => {
    const call = data?.__gppCall;
    if (call?.command !== "addEventListener") return;
    const gppString = localStorage.getItem("IABGPP_HDR_GppString");
    const pingData = { gppVersion: "1.1", cmpStatus: "loaded", signalStatus: "ready", applicableSections: [7], gppString };
    const returnValue = { eventName: "listenerRegistered", listenerId: 1, data: true, pingData };
    source.postMessage({ __gppReturn: { returnValue, success: true, callId: call.callId } }, "*");
  });
}
