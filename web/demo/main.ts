import '../src/rso.js';
import './glassbox.js';
import { keepOffline, wire } from './wire.js';

const assistant = document.querySelector('rso-assistant');
const glass = document.querySelector('glass-box');
if (assistant && glass) wire(assistant, glass);
keepOffline();
