import {createApp} from 'vue';
import App from './App.vue';
import {router} from './router';
import {language, speak} from './text';
import './style.css';

// In Chinese, where the English texts cannot be fetched.
void speak(language.value).catch(() => {}).then(() => createApp(App).use(router).mount('#app'));
