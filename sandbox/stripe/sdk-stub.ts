/**
 * A stub of Stripe's browser script (npm @stripe/stripe-js 10.2.1): a Payment Element that shows a line of
 * text, and confirmPayment, which goes to the sandbox's window as a card's 3-D Secure page does.
 */
export const stripeStub = `(() => {
  const address = new URL("window", document.currentScript.src);
  window.Stripe = (key) => {
    if (!/^pk_/.test(key)) throw new Error("Stripe needs a publishable key");
    return {
      elements({ clientSecret, locale }) {
        if (!/^pi_.*_secret_/.test(clientSecret)) throw new Error("Stripe needs a client secret");
        return {
          clientSecret,
          locale,
          create: (kind) => ({
            mount(place) {
              place.textContent = "Stripe " + kind + " (sandbox)";
            },
            on(event, callback) {
              if (event === "ready") setTimeout(callback, 0);
            },
            destroy() {},
          }),
        };
      },
      async confirmPayment({ elements, confirmParams }) {
        address.search = new URLSearchParams({
          payment: elements.clientSecret.split("_secret_")[0],
          key,
          secret: elements.clientSecret,
          successUrl: confirmParams.return_url,
          failUrl: confirmParams.return_url,
          locale: elements.locale,
          returns: "own",
        });
        window.location.assign(address);
        return new Promise(() => {});
      },
    };
  };
})();
`;
