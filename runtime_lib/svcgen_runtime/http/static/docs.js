"use strict";
// Starts Swagger UI; a file of its own, so that a strict Content-Security-Policy holds.
(function () {
  const root = document.getElementById("swagger-ui");
  const ui = SwaggerUIBundle({
    url: root.dataset.openapi,
    domNode: root,
    deepLinking: true,
    persistAuthorization: false,
    displayOperationId: true,
    validatorUrl: null,
  });
  const state = document.getElementById("login-state");
  async function login(role) {
    const query = role ? "?role=" + encodeURIComponent(role) : "";
    const answer = await fetch("/dev/token" + query);
    if (!answer.ok) {
      state.textContent = "login failed: " + answer.status;
      return;
    }
    const body = await answer.json();
    ui.preauthorizeApiKey("bearer", body.token);
    state.textContent = "acting as " + (role || "a user without roles");
  }
  for (const button of document.querySelectorAll("button[data-login]")) {
    button.addEventListener("click", () => login(button.dataset.login));
  }
})();
