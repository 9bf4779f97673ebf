"use strict";
// Starts Swagger UI; a file of its own, so that a strict Content-Security-Policy holds.
(function () {
  const root = document.getElementById("swagger-ui");
  const state = document.getElementById("login-state");
  const buttons = [...document.querySelectorAll(".login button")];
  const roles = buttons.map((button) => button.dataset.login).filter(Boolean);
  const ui = SwaggerUIBundle({
    url: root.dataset.openapi,
    domNode: root,
    deepLinking: true,
    persistAuthorization: false,
    displayOperationId: true,
    validatorUrl: null,
    // a token that comes before the document is known would be thrown away
    onComplete: () => buttons.forEach((button) => { button.disabled = false; }),
  });
  function show(text, chosen) {
    state.textContent = text;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
  }
  async function login(button, asked, name) {
    const query = new URLSearchParams(asked.map((role) => ["role", role]));
    const answer = await fetch("/dev/token?" + query);
    if (!answer.ok) {
      show("login failed: " + answer.status, null);
      return;
    }
    const body = await answer.json();
    ui.preauthorizeApiKey("bearer", body.token);
    show("acting as " + name, button);
  }
  function logout() {
    ui.authActions.logout(["bearer"]);
    show("not logged in", null);
  }
  for (const button of buttons) {
    const role = button.dataset.login;
    button.addEventListener("click", () => {
      if ("logout" in button.dataset) logout();
      else if ("loginAll" in button.dataset) login(button, roles, "a user with all roles");
      else login(button, role ? [role] : [], role || "a user without roles");
    });
  }
})();
