/** Meta's id of an app. */
export const APP_ID = /^[0-9]{1,32}$/;

export const APP_ID_RULE = "must be the app's id from Meta's dashboard (App settings > Basic): digits and nothing else";
