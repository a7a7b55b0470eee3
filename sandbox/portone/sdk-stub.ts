/**
 * A stub of PortOne's browser script (npm @portone/browser-sdk 0.1.11): it takes the same call, misses what
 * the real one would miss, and goes to the sandbox's window.
 */
export const portoneStub = `(() => {
  const address = new URL("window", document.currentScript.src);
  const needed = ["storeId", "channelKey", "paymentId", "orderName", "totalAmount", "currency", "payMethod"];
  window.PortOne = {
    async requestPayment(request) {
      for (const name of [...needed, "redirectUrl"])
        if (!request[name]) throw new Error("PortOne needs " + name);
      address.search = new URLSearchParams({
        payment: request.paymentId,
        key: request.storeId,
        amount: request.totalAmount,
        currency: request.currency,
        method: request.payMethod,
        successUrl: request.redirectUrl,
        failUrl: request.redirectUrl,
        locale: request.locale === "EN_US" ? "en" : "ko",
        returns: "own",
      });
      window.location.assign(address);
      return new Promise(() => {});
    },
  };
})();
`;
